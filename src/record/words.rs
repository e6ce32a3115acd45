//! The words of the record, kept beside it: stretches of entries, each as bytes that others make and read. Nothing that
//! was written depends on them, so that what can't be read of them is as if it were not there.

use super::{Journal, Trouble, WORDS, Words, if_there};
use redb::{ReadableTable, WriteTransaction};

impl Journal {
    /// The number of the last entry whose words are kept in this shape; 0 when none are.
    pub fn words_to(&self, shape: u32) -> Result<u64, Trouble> {
        Ok(self.words_before(shape, u64::MAX)?.map_or(0, |(last, _)| last))
    }

    /// The last stretch that ends with an entry before this one, and the number of its last entry.
    pub fn words_before(&self, shape: u32, number: u64) -> Result<Option<(u64, Vec<u8>)>, Trouble> {
        self.read(|read| {
            let Some(table) = if_there(read.open_table(WORDS))? else { return Ok(None) };
            let last = table.range((shape, 0)..(shape, number))?.next_back().transpose()?;
            Ok(last.map(|(key, bytes)| (key.value().1, bytes.value().to_vec())))
        })
    }

    /// Every stretch in order, each with the number of its last entry.
    pub fn words(&self, shape: u32) -> Result<Vec<(u64, Vec<u8>)>, Trouble> {
        self.read(|read| {
            let Some(table) = if_there(read.open_table(WORDS))? else { return Ok(Vec::new()) };
            let rows = table.range((shape, 0)..=(shape, u64::MAX))?;
            rows.map(|row| row.map(|(key, bytes)| (key.value().1, bytes.value().to_vec())))
                .collect::<Result<_, _>>()
                .map_err(Trouble::from)
        })
    }

    /// Keeps the words of a stretch by themselves. Returns once they are on the disk.
    pub fn keep_words(&mut self, words: &Words) -> Result<(), Trouble> {
        self.write(|write| put(write, words))
    }
}

/// Puts a stretch in the place of those it covers, and of every one of another shape.
pub(super) fn put(write: &WriteTransaction, words: &Words) -> Result<(), Trouble> {
    let mut table = write.open_table(WORDS)?;
    let shape = words.shape;
    let mut gone = Vec::new();
    for covered in [table.range(..(shape, 0))?, table.range((shape, words.after.saturating_add(1))..)?] {
        for row in covered {
            gone.push(row?.0.value());
        }
    }
    for key in gone {
        table.remove(key)?;
    }
    table.insert((shape, words.last), &*words.bytes)?;
    Ok(())
}
