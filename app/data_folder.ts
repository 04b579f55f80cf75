/**
 * The folder of records, photos and the key: readable by the account that runs the app, and by no other account of
 * the computer. A folder that existed before, or files of an older version, may be open to all: they are closed.
 */
import { unavailable } from "../services/base/errors.ts";

const GROUP_AND_OTHERS = 0o077;
const OWNER_FOLDER = 0o700;
const OWNER_FILE = 0o600;

/** An entry that other accounts could open, by its path. */
export interface Exposed {
  readonly path: string;
  /** Whether its permissions were taken away; some file systems, as of a USB stick, have none. */
  readonly closed: boolean;
}

/**
 * Makes the folder where it is missing. From here on this process makes no file that another account can open.
 * @returns what other accounts could open until now
 * @throws Failure `settings.folder_not_writable`
 */
export async function openDataFolder(folder: string): Promise<readonly Exposed[]> {
  Deno.umask(GROUP_AND_OTHERS);
  try {
    await Deno.mkdir(folder, { recursive: true, mode: OWNER_FOLDER });
    await Deno.remove(await Deno.makeTempFile({ dir: folder }));
  } catch (cause) {
    throw unavailable("settings.folder_not_writable", { folder }, cause);
  }
  const files = await Array.fromAsync(
    Deno.readDir(folder),
    ({ name, isFile }) => isFile ? name : [],
  );
  const checked = [
    await closeToOthers(folder, OWNER_FOLDER),
    ...await Promise.all(
      files.flat().map((name) => closeToOthers(`${folder}/${name}`, OWNER_FILE)),
    ),
  ];
  return checked.filter((entry) => entry !== null);
}

/** @returns null when only its owner could open it */
async function closeToOthers(path: string, mode: number): Promise<Exposed | null> {
  try {
    if (!await isExposed(path)) return null;
    await Deno.chmod(path, mode);
    return { path, closed: !await isExposed(path) };
  } catch (error) {
    // A file of SQLite comes and goes.
    if (error instanceof Deno.errors.NotFound) return null;
    // Another account owns it.
    if (error instanceof Deno.errors.PermissionDenied) return { path, closed: false };
    throw error;
  }
}

async function isExposed(path: string): Promise<boolean> {
  const { mode } = await Deno.stat(path);
  return ((mode ?? 0) & GROUP_AND_OTHERS) !== 0;
}
