import assert from "node:assert/strict";
import { loginPath, nextPath } from "./next_path.ts";

Deno.test("nextPath() stays in the house", () => {
  const wanted: [string | undefined, string][] = [
    ["/items?state=ready", "/items?state=ready"],
    ["/items/12#photos", "/items/12#photos"],
    [undefined, "/"],
    ["", "/"],
    ["items", "/"],
    ["//evil.example/", "/"],
    ["/\\evil.example/", "/"],
    ["/\t/evil.example/", "/"],
    ["/./\\/evil.example", "/"],
    ["/..//evil.example", "/"],
    ["https://evil.example/", "/"],
    ["javascript:alert(1)", "/"],
  ];
  for (const [path, next] of wanted) assert.equal(nextPath(path), next, String(path));
});

Deno.test("loginPath() remembers where to go on", () => {
  assert.equal(loginPath("/"), "/login");
  assert.equal(
    nextPath(new URL(loginPath("/items?q=a&b"), "http://h").searchParams.get("next")!),
    "/items?q=a&b",
  );
});
