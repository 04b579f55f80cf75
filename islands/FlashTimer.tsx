/** Takes the flash away after a while, but never from under a hand, an eye on the keyboard, or a mouse. */
import { useEffect, useRef } from "preact/hooks";

const SHOWN_MS = 10_000;

export default function FlashTimer({ of }: { of: string }) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const flash = document.getElementById(of);
    if (!flash) return;
    const stop = () => clearTimeout(timer.current);
    const start = () => {
      stop();
      timer.current = setTimeout(() => flash.hidden = true, SHOWN_MS);
    };
    for (const event of ["pointerenter", "focusin"]) flash.addEventListener(event, stop);
    for (const event of ["pointerleave", "focusout"]) flash.addEventListener(event, start);
    start();
    return stop;
  }, []);
  return null;
}
