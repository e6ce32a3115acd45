//! Roles, marks and themes.
