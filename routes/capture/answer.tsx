/** The small page that opens beside the marketplace's: what was collected, and how to take it back. */
import { Button, ButtonLink } from "../../components/button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import type { T } from "../../locales/mod.ts";
import type { Intake } from "../../services/market/mod.ts";
import { CaptureResult } from "../market/capture_result.tsx";

interface Props {
  t: T;
  said: string;
  intake: Intake;
  /** Lets this browser, which need not be logged in, remove its own capture. */
  keyOfPage: string;
}

export function CaptureAnswer({ t, said, intake, keyOfPage }: Props) {
  return (
    <div class="page page--narrow">
      <h1>{said}</h1>
      <Sheet>
        <CaptureResult t={t} intake={intake} />
        <p class="soft">{t("market.capture_close")}</p>
        <div class="row">
          {intake.added > 0 && (
            <form method="post" action="/capture/undo">
              <input type="hidden" name="key" value={keyOfPage} />
              <input type="hidden" name="intake" value={intake.id} />
              <Button type="submit" icon="undo">{t("common.undo")}</Button>
            </form>
          )}
          <ButtonLink href="/market" icon="next">{t("market.title")}</ButtonLink>
        </div>
      </Sheet>
    </div>
  );
}

export function CaptureUndone({ t, count }: { t: T; count: number }) {
  return (
    <div class="page page--narrow">
      <h1>{t("common.undone")}</h1>
      <p>{t("market.forgotten", { count })}</p>
      <p>
        <ButtonLink href="/market" icon="next">{t("market.title")}</ButtonLink>
      </p>
    </div>
  );
}
