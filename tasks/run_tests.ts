/**
 * `deno task test [FILES]`: finds or installs what the tests need beside npm packages, then runs them. (A file
 * named test.ts would itself be taken for a test.)
 * A browser is all they need: it comes from Debian's packages or Homebrew when there is none.
 */
import { findBrowser } from "../tests/support/browser_path.ts";

const INSTALL: Record<string, readonly (readonly string[])[]> = {
  linux: [
    ["apt-get", "update", "-q"],
    ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
  ],
  darwin: [["brew", "install", "--cask", "google-chrome"]],
};

async function run(command: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const [program, ...args] = command;
  return (await new Deno.Command(program!, { args, env, stdin: "null" }).spawn().status).code;
}

async function asAdministrator(command: readonly string[]): Promise<void> {
  const needsSudo = Deno.build.os === "linux" && Deno.uid() !== 0;
  const whole = needsSudo ? ["sudo", "-n", ...command] : command;
  if (await run(whole, { DEBIAN_FRONTEND: "noninteractive" }) !== 0) {
    throw new Error(`This did not work: ${whole.join(" ")}\nRun it by hand, then the tests again.`);
  }
}

async function browser(): Promise<string> {
  const found = await findBrowser();
  if (found) return found;
  for (const command of INSTALL[Deno.build.os] ?? []) await asAdministrator(command);
  const installed = await findBrowser();
  if (!installed) throw new Error("No Chromium here: install one, or name it with CHROME_PATH.");
  return installed;
}

const CHROME_PATH = await browser();
const files = Deno.args.length > 0 ? Deno.args : ["."];
Deno.exit(
  await run([Deno.execPath(), "test", "-A", "--parallel", "--no-check", ...files], {
    CHROME_PATH,
    NO_COLOR: "1",
  }),
);
