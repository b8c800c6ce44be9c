"""Merges JSONL files as a script of a data team does: `python3 peer.py <output> <table> <share> <file>…`.

One row at a time: json.loads, the texts under their usual keys, SHA-1 of json.dumps, INSERT OR IGNORE into SQLite, write.
`share` is how much of each file is read, from its start: 1 for all.
"""

import hashlib
import json
import os
import sqlite3
import sys

QUESTIONS = ("instruction", "question", "prompt")
INPUTS = ("input", "context")
ANSWERS = ("output", "response", "answer", "completion")
ROWS_A_BATCH = 1000


def main():
    output, table, share, *files = sys.argv[1:]
    database = sqlite3.connect(table)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("CREATE TABLE seen (digest BLOB PRIMARY KEY) WITHOUT ROWID")
    counts = {"kept": 0, "duplicates": 0, "rejected": 0}
    with open(output, "w", encoding="utf-8", newline="\n") as corpus:
        batch = []
        for path in files:
            for line in lines_of(path, float(share)):
                record = record_of(line)
                if record is None:
                    counts["rejected"] += 1
                    continue
                batch.append((digest_of(record), record))
                if len(batch) == ROWS_A_BATCH:
                    add_batch(batch, database, corpus, counts)
                    batch = []
        add_batch(batch, database, corpus, counts)
        corpus.flush()
        os.fsync(corpus.fileno())
    database.commit()
    print(json.dumps(counts))


def lines_of(path, share):
    most = os.path.getsize(path) * share
    read = 0
    with open(path, "rb") as file:
        for line in file:
            if read >= most:
                return
            read += len(line)
            yield line


def record_of(line):
    try:
        row = json.loads(line)
    except ValueError:
        return None
    turns = row.get("messages") or row.get("conversations")
    if turns:
        texts = [(turn.get("content") or turn.get("value") or "").strip() for turn in turns]
        if len(texts) < 4:
            return None
        instruction, output = texts[-2:]
        input_text = "\n\n".join(texts[:-2])
    else:
        instruction = first_text(row, QUESTIONS)
        input_text = first_text(row, INPUTS)
        output = first_text(row, ANSWERS)
    if not instruction or not output:
        return None
    return {"instruction": instruction, "input": input_text, "output": output}


def first_text(row, keys):
    for key in keys:
        if row.get(key):
            return row[key].strip()
    return ""


def digest_of(record):
    canonical = json.dumps(record, sort_keys=True, ensure_ascii=False)
    return hashlib.sha1(canonical.encode("utf-8")).digest()


def add_batch(batch, database, corpus, counts):
    for digest, record in batch:
        cursor = database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (digest,))
        if cursor.rowcount == 1:
            corpus.write(json.dumps(record, ensure_ascii=False) + "\n")
            counts["kept"] += 1
        else:
            counts["duplicates"] += 1


main()
