/** A disk so small that it can be filled, where the system lets us mount one. */
import { tempFolder } from "../../services/store/testing.ts";

interface SmallDisk extends AsyncDisposable {
  readonly path: string;
  /** Fills the disk. */
  fill(): Promise<void>;
  /** Gives it back. */
  clear(): Promise<void>;
}

const CHUNK = new Uint8Array(4096);

/** @returns null where nothing may be mounted */
export async function smallDisk(megabytes: number): Promise<SmallDisk | null> {
  const folder = await tempFolder();
  if (!await run("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "none", folder.path])) {
    await folder[Symbol.asyncDispose]();
    return null;
  }
  const filler = `${folder.path}/filler`;
  return {
    path: folder.path,
    async fill() {
      using file = await Deno.open(filler, { create: true, append: true });
      try {
        while (true) await file.write(CHUNK);
      } catch (error) {
        // That is what was wanted.
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
      }
    },
    clear: () => Deno.remove(filler),
    async [Symbol.asyncDispose]() {
      await run("umount", ["-l", folder.path]);
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function run(program: string, args: readonly string[]): Promise<boolean> {
  try {
    const io = { stdout: "null", stderr: "null" } as const;
    return (await new Deno.Command(program, { args: [...args], ...io }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
