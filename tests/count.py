#!/usr/bin/env python3
"""count.py — counts single tests in meson's testlog.json: "PASSED FAILED" on stdout.

Programs that speak TAP count test by test, others as one. A program that dies or hangs counts as
a failure, and so does a test that is skipped. The output of what failed goes to stderr.

SPDX-License-Identifier: MIT
"""
import json
import re
import sys

RESULT = re.compile(r"^(not )?ok\b(.*)$", re.MULTILINE)


def count(test):
    """(passed, failed) of one program."""
    passed = failed = 0
    for refused, rest in RESULT.findall(test.get("stdout") or ""):
        if refused or "# SKIP" in rest:
            failed += 1
        else:
            passed += 1
    if test["result"] == "OK":
        return (passed, failed) if passed + failed else (1, 0)
    return passed, max(failed, 1)


def main():
    total_passed = total_failed = 0
    with open(sys.argv[1], encoding="utf-8") as log:
        for test in map(json.loads, log):
            passed, failed = count(test)
            total_passed += passed
            total_failed += failed
            if failed:
                print(f"\n=== {test['name']}: {test['result']}", file=sys.stderr)
                print(test.get("stdout") or "", file=sys.stderr)
                print(test.get("stderr") or "", file=sys.stderr)
    print(total_passed, total_failed)


if __name__ == "__main__":
    main()
