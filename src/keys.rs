//! Keys, commands, places and keymaps.
