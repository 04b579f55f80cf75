/** One program at a time on the same data. The system lets go of the lock when the program dies. */
import { conflict } from "../base/errors.ts";

export interface FolderLock extends AsyncDisposable {
  release(): Promise<void>;
}

/** Throws Failure `common.already_running` when another program holds the folder. */
export async function lockDataFolder(folder: string): Promise<FolderLock> {
  const file = await Deno.open(`${folder}/lock`, { create: true, write: true, mode: 0o600 });
  if (!await file.tryLock(true)) {
    file.close();
    throw conflict("common.already_running", { folder });
  }
  const release = async () => {
    await file.unlock();
    file.close();
  };
  return { release, [Symbol.asyncDispose]: release };
}
