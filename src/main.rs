//! The edge: arguments, environment, the real clock and randomness, exit codes.

fn main() {}
