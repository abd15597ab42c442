"""The catalogue's tables."""

CATALOGUE = "catalogue.sqlite3"
SCHEMA_VERSION = "1"

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    metadata TEXT NOT NULL,
    paged INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    pages_with_text INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    tables INTEGER NOT NULL,
    warnings TEXT NOT NULL
);
CREATE INDEX reports_by_bytes ON reports (sha256);
CREATE TABLE pages (
    report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    label TEXT,
    words BLOB NOT NULL,
    dropped TEXT NOT NULL,
    PRIMARY KEY (report, number)
);
CREATE TABLE passages (
    key INTEGER PRIMARY KEY,
    report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    page INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    indexed TEXT NOT NULL,
    headings TEXT NOT NULL,
    paragraph TEXT,
    continues INTEGER NOT NULL,
    units TEXT NOT NULL,
    UNIQUE (report, ordinal)
);
-- Apart from the passages, so that reading a passage does not read past its vectors.
-- `vector`: float32; `units`: float16, one row a unit: sentences are scored to three decimals.
CREATE TABLE vectors (
    passage INTEGER PRIMARY KEY REFERENCES passages (key) ON DELETE CASCADE,
    vector BLOB NOT NULL,
    units BLOB NOT NULL
);
CREATE VIRTUAL TABLE passages_fts USING fts5 (
    body, heading, context, tokenize = 'porter unicode61'
);
"""
