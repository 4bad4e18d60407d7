//! A file on its way to the disk: compressed where that is asked for, and hashed.

use std::fs::File;
use std::io::{BufWriter, Result as IoResult, Write};
use std::path::Path;

use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};
use zstd::Encoder;

use super::parquet::ParquetFile;
use super::{Compression, FileFormat};
use crate::schema::Entity;
use crate::sink;

/// Zstandard's own default, which is written down because a file's bytes hang on it.
pub(super) const ZSTD_LEVEL: i32 = 3;

/// The same of gzip.
pub(super) const GZIP_LEVEL: u32 = 6;

/// A file that is written from its beginning to its end.
pub(super) enum OutputFile {
    Plain(Hashing),
    Gzip(GzEncoder<Hashing>),
    Zstd(Encoder<'static, Hashing>),
    Parquet(Box<ParquetFile>),
}

/// What was written.
pub(super) struct Sealed {
    /// Of the file, in bytes.
    pub(super) bytes: u64,
    /// Of its bytes, in hexadecimal.
    pub(super) sha256: String,
}

impl OutputFile {
    /// A new file of rows of `entity`, as what the format's sink makes of them.
    pub(super) fn create(
        path: &Path,
        entity: Entity,
        format: FileFormat,
        compression: Option<Compression>,
    ) -> IoResult<Self> {
        if format == FileFormat::Parquet {
            let file = ParquetFile::create(path, entity, compression)?;
            return Ok(Self::Parquet(Box::new(file)));
        }
        let file = Hashing::create(path)?;
        Ok(match compression {
            None => Self::Plain(file),
            // Without a name and a time: the same rows are the same bytes.
            Some(Compression::Gzip) => {
                Self::Gzip(GzEncoder::new(file, flate2::Compression::new(GZIP_LEVEL)))
            }
            Some(Compression::Zstd) => {
                let mut encoder = Encoder::new(file, ZSTD_LEVEL)?;
                encoder.include_checksum(true)?;
                Self::Zstd(encoder)
            }
        })
    }

    pub(super) fn write(&mut self, bytes: Vec<u8>) -> IoResult<()> {
        match self {
            Self::Plain(file) => file.write_all(&bytes),
            Self::Gzip(encoder) => encoder.write_all(&bytes),
            Self::Zstd(encoder) => encoder.write_all(&bytes),
            Self::Parquet(file) => file.write(bytes),
        }
    }

    /// Writes what is left, to the disk itself.
    pub(super) fn finish(self) -> IoResult<Sealed> {
        match self {
            Self::Plain(file) => file.finish(),
            Self::Gzip(encoder) => encoder.finish()?.finish(),
            Self::Zstd(encoder) => encoder.finish()?.finish(),
            Self::Parquet(file) => file.finish(),
        }
    }
}

/// A file whose bytes are hashed on the way.
pub(super) struct Hashing {
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Hashing {
    pub(super) fn create(path: &Path) -> IoResult<Self> {
        Ok(Self {
            file: BufWriter::new(File::create(path)?),
            hash: Sha256::new(),
            bytes: 0,
        })
    }

    /// Writes what is left, to the disk itself.
    pub(super) fn finish(self) -> IoResult<Sealed> {
        let Self { file, hash, bytes } = self;
        file.into_inner()?.sync_all()?;
        Ok(Sealed {
            bytes,
            sha256: sink::hex(&hash.finalize()),
        })
    }
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> IoResult<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> IoResult<()> {
        self.file.flush()
    }
}
