//! Answers questions over the home.
