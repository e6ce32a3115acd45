//! Lists and sheets: the home as files, and files as what a home is asked to do. It reads and writes text that it is
//! handed; which file that is, others know.

pub mod bring_in;
