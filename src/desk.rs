//! One open home; the only writer.
