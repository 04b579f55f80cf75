/** Photos for the journeys, made here: pieces of cloth and a label that can be read. */
import { garment } from "../../services/photos/testing.ts";

const LABEL = new URL("../../services/ai/testdata/label.png", import.meta.url);

/** What its label says, as a person would note it. */
export const LABELLED = { size: "42", material: "55 % lino", article: "7712/B" };

/** Writes `01.jpg`, `02.jpg`, … and a label as the last. @returns their paths, in order */
export async function photographs(folder: string, garments: number): Promise<string[]> {
  const paths = Array.from(
    { length: garments },
    (_, i) => `${folder}/${String(i + 1).padStart(2, "0")}.jpg`,
  );
  for (const [i, path] of paths.entries()) await Deno.writeFile(path, await garment(i));
  const label = `${folder}/label.png`;
  await Deno.copyFile(LABEL, label);
  return [...paths, label];
}

/** A form with one photo, as the intake sends it. */
export async function intakeForm(number: number, words = ""): Promise<FormData> {
  const form = new FormData();
  form.append("words", words);
  form.append("photos", new File([await garment(number) as BlobPart], `${number}.jpg`));
  return form;
}
