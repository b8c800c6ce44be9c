"""Reads a corpus as its users' libraries do, and says whether they get the rows that are in it.

    python3 read_rows.py <datasets|pandas|duckdb> <file.jsonl> <reference> <scratch folder> <bytes of the longest row>

`reference` holds 8 bytes a row: the beginning of the SHA-256 of its canonical line. On stdout, one JSON object a line:
{"progress": rows} now and then, at the end {"rows", "sha256", "difference"}, {"missing": module} or {"error": text}.
"""

import hashlib
import importlib
import json
import os
import sys

KEYS = ["instruction", "input", "output", "_category", "_source"]
ROWS_PER_BATCH = 1000
ROWS_PER_PROGRESS = 20_000
# What DuckDB reads without being told.
USUAL_ROW_BYTES = 16 * 1024 * 1024


def main() -> None:
    consumer, path, reference, scratch, longest = sys.argv[1:]
    # Nothing is looked up on the network, and nothing is kept in the user's own cache.
    for name in ("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE", "HF_DATASETS_DISABLE_PROGRESS_BARS"):
        os.environ[name] = "1"
    os.environ["HF_HOME"] = os.path.join(scratch, "huggingface")
    try:
        importlib.import_module(consumer)
    except ImportError as error:
        say({"missing": error.name or consumer})
        return
    try:
        with open(reference, "rb") as hashes:
            say(compare(READERS[consumer](path, scratch, int(longest)), hashes))
    except Exception as error:  # whatever a library throws is what its users get
        say({"error": describe(error)})


def describe(error) -> str:
    """The error that began it: what a library throws itself often says no more than that it failed."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__
    return " ".join(f"{type(error).__name__}: {error}".split()).rstrip(":")[:500]


def read_datasets(path, scratch, _longest):
    from datasets import load_dataset

    # As trainers call it, without columns: so a column of texts that all look like dates is found to come back as dates.
    rows = load_dataset("json", data_files=path, split="train", cache_dir=os.path.join(scratch, "datasets"))
    for batch in rows.iter(batch_size=ROWS_PER_BATCH):
        yield from rows_of(list(batch), list(batch.values()))


def read_pandas(path, _scratch, _longest):
    import pandas

    # Otherwise a column of texts that all look like numbers comes back as numbers: "007" as 7.
    frames = pandas.read_json(path, lines=True, chunksize=ROWS_PER_BATCH, dtype=False)
    with frames:
        for frame in frames:
            yield from rows_of(list(frame.columns), [frame[name].tolist() for name in frame.columns])


def read_duckdb(path, scratch, longest):
    import duckdb

    connection = duckdb.connect(config={"temp_directory": os.path.join(scratch, "duckdb")})
    cursor = connection.execute(
        "SELECT * FROM read_json(?, format = 'newline_delimited', columns = ?, maximum_object_size = ?)",
        [path, {name: "VARCHAR" for name in KEYS}, max(longest + 1, USUAL_ROW_BYTES)],
    )
    names = [column[0] for column in cursor.description]
    while batch := cursor.fetchmany(ROWS_PER_BATCH):
        yield from rows_of(names, list(zip(*batch)))


READERS = {"datasets": read_datasets, "pandas": read_pandas, "duckdb": read_duckdb}


def rows_of(names, columns):
    for values in zip(*columns):
        yield dict(zip(names, values))


def compare(rows, hashes):
    """Counts and hashes all rows as they were read; the first that is not the reference's is the difference."""
    total = hashlib.sha256()
    count = 0
    difference = None
    for row in rows:
        line = canonical_line(row)
        total.update(line + b"\n")
        if difference is None and hashlib.sha256(line).digest()[:8] != hashes.read(8):
            difference = {"row": count, "values": shown(row)}
        count += 1
        if count % ROWS_PER_PROGRESS == 0:
            say({"progress": count})
    return {"rows": count, "sha256": total.hexdigest(), "difference": difference}


def canonical_line(row) -> bytes:
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=repr)
    # As JSON.stringify does, which writes a lone surrogate as its escape.
    return text.encode("utf-8", "backslashreplace")


def shown(row):
    """The row's values as text, those that are none with their type."""
    return {
        str(name): value if isinstance(value, str) else f"{type(value).__name__} {value!r}"
        for name, value in row.items()
    }


# What a library prints must not be taken for a message.
messages = sys.stdout
sys.stdout = sys.stderr


def say(message) -> None:
    print(json.dumps(message), file=messages, flush=True)


if __name__ == "__main__":
    main()
