//! A made-up home.
