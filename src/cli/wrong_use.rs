//! What was typed and can't be understood, in our own words.

use super::{Stop, say};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error;
use std::num::ParseIntError;

/// Tells what is wrong with a command as it was typed, and how it is used.
pub(super) fn told(error: &clap::Error) -> Stop {
    let said = |kind| error.get(kind).map_or(String::new(), |value| say::quoted(&in_words(value)));
    let (option, value) = (said(ContextKind::InvalidArg), said(ContextKind::InvalidValue));
    let why = error.source().map_or(String::new(), |why| {
        if why.is::<ParseIntError>() {
            "Write a whole number.".to_owned()
        } else {
            say::sentence(&say::quoted(&why.to_string()))
        }
    });
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("{option} is not something this command takes."),
        ErrorKind::InvalidSubcommand => {
            format!("There is no command “{}”.", said(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => "Say which of these you want.".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => format!("{option} needs something after it."),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if why.is_empty() => {
            format!("{option} does not take “{value}”.")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{option} does not take “{value}”. {why}")
        }
        ErrorKind::ArgumentConflict if option == said(ContextKind::PriorArg) => {
            format!("{option} can be given once only.")
        }
        ErrorKind::ArgumentConflict => {
            format!("{option} and {} can't be used together.", said(ContextKind::PriorArg))
        }
        ErrorKind::MissingRequiredArgument => format!("This is missing: {option}."),
        ErrorKind::InvalidUtf8 => "This is not text that can be read.".to_owned(),
        _ => "This is not how bethere is used.".to_owned(),
    };
    let mut lines = vec![what];
    let meant = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    lines.extend(
        meant
            .into_iter()
            .map(said)
            .find(|meant| !meant.is_empty())
            .map(|meant| format!("Did you mean {meant}?")),
    );
    let choices = [ContextKind::ValidValue, ContextKind::ValidSubcommand];
    lines.extend(
        choices.into_iter().map(said).find(|some| !some.is_empty()).map(|some| format!("There are: {some}.")),
    );
    lines.push("bethere --help, or --help after a command, tells more.".to_owned());
    Stop::WrongUse(lines.join("\n"))
}

fn in_words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(yes) => yes.to_string(),
        _ => String::new(),
    }
}
