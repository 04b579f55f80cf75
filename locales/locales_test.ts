/** All that is said is said in both languages, can be said, and is said somewhere. */
import assert from "node:assert/strict";
import { parse } from "@formatjs/icu-messageformat-parser";
