/** Copies one text to the clipboard and confirms it. Without scripts there is no button; the text can be selected. */
import { useEffect } from "preact/hooks";
import { useCell } from "./cell.ts";
import { Button } from "../components/button.tsx";
import { toClipboard } from "./clipboard.ts";

interface CopyButtonProps {
  text: string;
  /** "Copia la chiave" */
  label: string;
  /** The label is only spoken. */
  iconOnly?: boolean;
  copied: string;
  failed: string;
}

export default function CopyButton({ text, label, iconOnly, copied, failed }: CopyButtonProps) {
  const awake = useCell(false);
  const said = useCell("");
  useEffect(() => void (awake.value = true), []);
  const copy = () => toClipboard(text).then(() => said.value = copied, () => said.value = failed);
  if (!awake.value) return null;
  return (
    <p class="row">
      <Button icon={said.value === copied ? "check" : "copy"} iconOnly={iconOnly} onClick={copy}>
        {label}
      </Button>
      <span class="small soft" role="status">{said.value}</span>
    </p>
  );
}
