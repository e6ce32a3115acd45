//! Colours as theme files write them, how far apart they are, and what a terminal with fewer of them shows instead.
//!
//! Pure arithmetic. Knows no role and no theme.

use ratatui::style::Color;

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Sixteen, which the terminal's owner may have chosen.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// 24 bits.
    True,
}

/// The sixteen by the names that theme files use, in the order terminals number them.
const SIXTEEN: [(&str, Color, [u8; 3]); 16] = [
    ("black", Color::Black, [0x00, 0x00, 0x00]),
    ("red", Color::Red, [0xcd, 0x00, 0x00]),
    ("green", Color::Green, [0x00, 0xcd, 0x00]),
    ("yellow", Color::Yellow, [0xcd, 0xcd, 0x00]),
    ("blue", Color::Blue, [0x00, 0x00, 0xee]),
    ("magenta", Color::Magenta, [0xcd, 0x00, 0xcd]),
    ("cyan", Color::Cyan, [0x00, 0xcd, 0xcd]),
    ("white", Color::Gray, [0xe5, 0xe5, 0xe5]),
    ("bright-black", Color::DarkGray, [0x7f, 0x7f, 0x7f]),
    ("bright-red", Color::LightRed, [0xff, 0x00, 0x00]),
    ("bright-green", Color::LightGreen, [0x00, 0xff, 0x00]),
    ("bright-yellow", Color::LightYellow, [0xff, 0xff, 0x00]),
    ("bright-blue", Color::LightBlue, [0x5c, 0x5c, 0xff]),
    ("bright-magenta", Color::LightMagenta, [0xff, 0x00, 0xff]),
    ("bright-cyan", Color::LightCyan, [0x00, 0xff, 0xff]),
    ("bright-white", Color::White, [0xff, 0xff, 0xff]),
];

/// A colour as written: `#rgb`, `#rrggbb`, `ansi:0` to `ansi:255`, `red` to `bright-white`, or `default`.
pub(super) fn read(word: &str) -> Option<Color> {
    if let Some(digits) = word.strip_prefix('#') {
        return hexadecimal(digits);
    }
    if let Some(number) = word.strip_prefix("ansi:") {
        let number: u8 = number.parse().ok()?;
        return Some(SIXTEEN.get(usize::from(number)).map_or(Color::Indexed(number), |named| named.1));
    }
    if word == "default" {
        return Some(Color::Reset);
    }
    SIXTEEN.iter().find(|named| named.0 == word).map(|named| named.1)
}

/// Every name that [`read`] knows.
pub(super) fn names<'a>() -> impl Iterator<Item = &'a str> {
    SIXTEEN.iter().map(|named| -> &'a str { named.0 }).chain(["default"])
}

fn hexadecimal(digits: &str) -> Option<Color> {
    let digits: Vec<u8> = digits
        .chars()
        .map(|digit| digit.to_digit(16).and_then(|d| u8::try_from(d).ok()))
        .collect::<Option<_>>()?;
    match digits[..] {
        [r, g, b] => Some(Color::Rgb(r * 17, g * 17, b * 17)),
        [r, rr, g, gg, b, bb] => Some(Color::Rgb(r * 16 + rr, g * 16 + gg, b * 16 + bb)),
        _ => None,
    }
}

/// The colour a terminal of that depth shows instead: the nearest it has, as seen.
pub(super) fn at_depth(colour: Color, depth: Depth) -> Color {
    match depth {
        Depth::True => colour,
        Depth::Indexed => match colour {
            Color::Rgb(r, g, b) => {
                nearest([r, g, b], (16..=u8::MAX).map(|n| (Color::Indexed(n), indexed(n))))
            }
            _ => colour,
        },
        Depth::Sixteen => match colour {
            Color::Rgb(r, g, b) => nearest([r, g, b], SIXTEEN.iter().map(|&(_, named, rgb)| (named, rgb))),
            Color::Indexed(n) => nearest(indexed(n), SIXTEEN.iter().map(|&(_, named, rgb)| (named, rgb))),
            _ => colour,
        },
    }
}

fn nearest(wanted: [u8; 3], from: impl Iterator<Item = (Color, [u8; 3])>) -> Color {
    let wanted = lab(linear(wanted));
    from.map(|(colour, rgb)| (colour, apart(wanted, lab(linear(rgb)))))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map_or(Color::Reset, |found| found.0)
}

/// The numbered colours of xterm: sixteen, a cube of six by six by six, twenty-four greys.
fn indexed(number: u8) -> [u8; 3] {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match number {
        0..16 => SIXTEEN[usize::from(number)].2,
        16..232 => {
            let cube = usize::from(number - 16);
            [STEPS[cube / 36], STEPS[cube / 6 % 6], STEPS[cube % 6]]
        }
        232.. => [8 + 10 * (number - 232); 3],
    }
}

/// The amounts of red, green and blue, where they are known: not for `default`, which is the terminal's own.
pub(super) fn rgb(colour: Color) -> Option<[u8; 3]> {
    match colour {
        Color::Rgb(r, g, b) => Some([r, g, b]),
        Color::Indexed(number) => Some(indexed(number)),
        _ => SIXTEEN.iter().find(|named| named.1 == colour).map(|named| named.2),
    }
}

/// Contrast as WCAG measures it, from 1 (the same) to 21 (black on white); `None` where a colour is the terminal's.
pub(super) fn contrast(words: Color, ground: Color) -> Option<f64> {
    let [words, ground] = [luminance(linear(rgb(words)?)), luminance(linear(rgb(ground)?))];
    Some((words.max(ground) + 0.05) / (words.min(ground) + 0.05))
}

/// The amounts of light behind the three numbers.
pub(super) fn linear(rgb: [u8; 3]) -> [f64; 3] {
    rgb.map(|channel| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    })
}

fn luminance(linear: [f64; 3]) -> f64 {
    mixed(XYZ, linear)[1]
}

/// From red, green and blue light to CIE XYZ, each as a part of daylight's. Y is how bright it is.
const XYZ: [[f64; 3]; 3] = [
    [0.4124 / 0.950_47, 0.3576 / 0.950_47, 0.1805 / 0.950_47],
    [0.2126, 0.7152, 0.0722],
    [0.0193 / 1.088_83, 0.1192 / 1.088_83, 0.9505 / 1.088_83],
];

/// The three amounts that a table of weights makes of three others.
pub(super) fn mixed(weights: [[f64; 3]; 3], light: [f64; 3]) -> [f64; 3] {
    weights.map(|row| row.iter().zip(light).map(|(weight, light)| weight * light).sum())
}

/// CIE Lab under daylight, in which distances are about as they are seen.
pub(super) fn lab(linear: [f64; 3]) -> [f64; 3] {
    let [x, y, z] = mixed(XYZ, linear.map(|light| light.clamp(0.0, 1.0)))
        .map(|light| if light > 0.008_856 { light.cbrt() } else { 7.787 * light + 16.0 / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How far apart two colours are in Lab.
pub(super) fn apart(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_read_as_written() {
        let cases = [
            ("#fbfaf7", Some(Color::Rgb(0xfb, 0xfa, 0xf7))),
            ("#FA0", Some(Color::Rgb(0xff, 0xaa, 0x00))),
            ("ansi:1", Some(Color::Red)),
            ("ansi:208", Some(Color::Indexed(208))),
            ("bright-white", Some(Color::White)),
            ("default", Some(Color::Reset)),
            ("ansi:256", None),
            ("ansi:", None),
            ("#12345", None),
            ("#ggg", None),
            ("#ééé", None),
            ("crimson", None),
            ("", None),
        ];
        for (word, colour) in cases {
            assert_eq!(read(word), colour, "{word}");
        }
    }

    #[test]
    fn a_terminal_with_fewer_colours_shows_the_nearest_it_has() {
        let orange = Color::Rgb(0xff, 0x87, 0x00);
        assert_eq!(at_depth(orange, Depth::True), orange);
        assert_eq!(at_depth(orange, Depth::Indexed), Color::Indexed(208));
        assert_eq!(at_depth(Color::Rgb(0xf8, 0xf8, 0xf8), Depth::Sixteen), Color::White);
        assert_eq!(at_depth(Color::Indexed(196), Depth::Sixteen), Color::LightRed);
        assert_eq!(at_depth(Color::Reset, Depth::Sixteen), Color::Reset);
        assert_eq!(at_depth(Color::Red, Depth::Indexed), Color::Red);
    }

    #[test]
    fn contrast_runs_from_1_to_21() {
        let black = Color::Rgb(0, 0, 0);
        let white = Color::Rgb(255, 255, 255);
        let between = |a, b| contrast(a, b).map(|ratio| format!("{ratio:.2}"));
        assert_eq!(between(black, white).as_deref(), Some("21.00"));
        assert_eq!(between(white, white).as_deref(), Some("1.00"));
        assert_eq!(between(Color::Rgb(0x77, 0x77, 0x77), white).as_deref(), Some("4.48"));
        assert_eq!(between(Color::Reset, white), None);
    }
}
