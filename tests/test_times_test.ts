/** The order in which test files run, and which of them the fast loop leaves out. */
import assert from "node:assert/strict";
import { keepFast } from "./support/test_files.ts";
import { listSlowest, longestFirst, readJunit } from "./support/test_times.ts";

const JUNIT = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test" tests="4" failures="0" errors="0" time="3.1">
    <testsuite name="./a_test.ts" tests="3" disabled="0" errors="0" failures="0">
        <testcase name="reads" classname="./a_test.ts" time="1.500" line="1" col="1"></testcase>
        <testcase name="reads &gt; a page" classname="./a_test.ts" time="1.200" line="2" col="1"></testcase>
        <testcase name="3 &gt; 2" classname="./a_test.ts" time="0.250" line="3" col="1"></testcase>
    </testsuite>
    <testsuite name="./b_test.ts" tests="1" disabled="0" errors="0" failures="0">
        <testcase name="writes" classname="./b_test.ts" time="2.000" line="1" col="1"></testcase>
    </testsuite>
</testsuites>`;

Deno.test("a file takes as long as its tests, in which their steps are counted already", () => {
  assert.deepEqual([...readJunit(JUNIT)], [["a_test.ts", 1.75], ["b_test.ts", 2]]);
});

Deno.test("the slowest files are listed first, as many as are asked for", () => {
  assert.equal(listSlowest(readJunit(JUNIT), 1), "    2.0 s  b_test.ts");
});

Deno.test("files without a known time run first, then the longest", () => {
  const known = new Map([["short_test.ts", 1], ["long_test.ts", 9]]);
  assert.deepEqual(
    longestFirst(["short_test.ts", "new_test.ts", "long_test.ts"], known),
    ["new_test.ts", "long_test.ts", "short_test.ts"],
  );
});

Deno.test("the fast loop leaves out what takes long, and keeps what is new", () => {
  const known = new Map([["short_test.ts", 1], ["long_test.ts", 9]]);
  assert.deepEqual(
    keepFast(["short_test.ts", "new_test.ts", "long_test.ts"], known),
    ["short_test.ts", "new_test.ts"],
  );
});
