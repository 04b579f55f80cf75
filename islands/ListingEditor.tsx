/** The listing's text, saved as it is typed; findings and the composed text stand beside the field they mean. */
import { useEffect, useRef } from "preact/hooks";
import { useCell } from "./cell.ts";
import { FindingList, type FindingView } from "../components/finding_list.tsx";
import { type VersionField, Versions } from "../components/versions.tsx";
import {
  type Answer,
  createSaver,
  type Fields,
  type Saver,
  type Saving,
  SessionEnded,
} from "./draft_saver.ts";
import { draftSlot } from "./forms/draft_store.ts";

type FieldName = keyof Fields;

export interface EditorFinding extends FindingView {
  at: FieldName;
  fix?: { label: string; patch: Partial<Fields> };
}

/** Parts of the page that may change with each save. */
export interface Beside {
  findings: EditorFinding[];
  /** Texts composed from the facts now, for fields where the seller wrote something else. */
  composed: Partial<Fields>;
}

export interface EditorProps {
  action: string;
  /** Leads over the log-in back to this page. */
  logIn: string;
  language: string;
  /** The account under which the device keeps the text. */
  account: string;
  draft: string;
  /** The saved text. */
  fields: Fields;
  /** A text that was refused, and is shown in place of the saved one. */
  typed?: Fields;
  /** Reason of the refusal by field. */
  errors: Partial<Fields>;
  rev: number;
  beside: Beside;
  limits: Record<"title" | "description", number>;
  texts: Record<EditorText, string>;
}

export const EDITOR_TEXTS = [
  "field_title",
  "field_description",
  "field_hashtags",
  "hashtags_help",
  "save",
  "saved",
  "saving",
  "unsaved",
  "offline",
  "logged_out",
  "log_in",
  "conflict_title",
  "conflict_help",
  "mine",
  "theirs",
  "keep_mine",
  "take_theirs",
  "merge_save",
  "composed_help",
  "composed_now",
  "take_composed",
] as const;
type EditorText = (typeof EDITOR_TEXTS)[number];

const NAMES: readonly FieldName[] = ["title", "description", "hashtags"];

export default function ListingEditor(props: EditorProps) {
  const { texts } = props;
  const saving = useCell<Saving<Beside>>({
    state: "saved",
    fields: props.typed ?? props.fields,
    rev: props.rev,
    theirs: null,
    extra: null,
  });
  const saver = useRef<Saver | null>(null);

  useEffect(() => {
    const working = createSaver<Beside>({
      fields: props.fields,
      rev: props.rev,
      send: (fields, rev) => send(props, fields, rev),
      memory: draftSlot(props.account, props.draft),
      later(what, ms) {
        const timer = setTimeout(what, ms);
        return () => clearTimeout(timer);
      },
      changed: (next) => saving.value = next,
    });
    saver.current = working;
    addEventListener("online", working.flush);
    addEventListener("pagehide", working.flush);
    return () => {
      removeEventListener("online", working.flush);
      removeEventListener("pagehide", working.flush);
      working.stop();
    };
  }, []);

  const { state, fields, rev, theirs, extra } = saving.value;
  const beside = extra ?? props.beside;
  const change = (patch: Partial<Fields>) => saver.current?.type({ ...fields, ...patch });

  if (state === "conflict" && theirs) {
    return (
      <Conflict
        texts={texts}
        mine={fields}
        theirs={theirs}
        choose={(f) => saver.current?.choose(f)}
      />
    );
  }
  return (
    <form method="post" action={props.action} class="form editor">
      <input type="hidden" name="language" value={props.language} />
      <input type="hidden" name="rev" value={rev} />
      {NAMES.map((name) => (
        <Field key={name} {...props} name={name} fields={fields} beside={beside} change={change} />
      ))}
      <div class="row">
        <button type="submit" class="button button--main">{texts.save}</button>
        <p role="status" class="small soft">
          {state === "saved" && !extra ? "" : texts[state as EditorText]}{" "}
          {state === "logged_out" && <a href={props.logIn}>{texts.log_in}</a>}
        </p>
      </div>
    </form>
  );
}

interface FieldProps extends EditorProps {
  name: FieldName;
  change: (patch: Partial<Fields>) => void;
}

function Field({ name, fields, beside, change, errors, limits, texts }: FieldProps) {
  const value = fields[name];
  const error = errors[name];
  const describedBy = [name === "hashtags" && "hashtags-hint", error && `${name}-error`]
    .filter(Boolean).join(" ");
  const limit = name === "hashtags" ? null : limits[name];
  const control = {
    id: name,
    name,
    value,
    class: "input",
    onInput: (event: { currentTarget: { value: string } }) =>
      change({ [name]: event.currentTarget.value }),
    ...(describedBy && { "aria-describedby": describedBy }),
    ...(error && { "aria-invalid": "true" as const }),
  };
  return (
    <div class={error ? "field field--wrong" : "field"}>
      <div class="row row--apart">
        <label for={name}>{texts[`field_${name}`]}</label>
        {limit && <span class="small soft">{`${value.length} / ${limit}`}</span>}
      </div>
      {name === "description"
        ? <textarea {...control} rows={9} />
        : <input type="text" {...control} />}
      {name === "hashtags" && <p class="hint" id="hashtags-hint">{texts.hashtags_help}</p>}
      {error && <p class="error" id={`${name}-error`}>{error}</p>}
      <FindingList
        findings={beside.findings.filter(({ at }) => at === name)}
        action={(finding) => <Fix finding={finding} change={change} />}
      />
      <Composed name={name} beside={beside} change={change} texts={texts} />
    </div>
  );
}

/** A button of the form, so that it works without scripts too; here it only changes the fields. */
function Fix({ finding: { id, fix }, change }: {
  finding: EditorFinding;
  change: (patch: Partial<Fields>) => void;
}) {
  if (!fix) return null;
  const tap = (event: Event) => {
    event.preventDefault();
    change(fix.patch);
  };
  return (
    <button type="submit" class="button button--quiet" name="act" value={`fix:${id}`} onClick={tap}>
      {fix.label}
    </button>
  );
}

function Composed(
  { name, beside, change, texts }: Pick<FieldProps, "name" | "beside" | "change" | "texts">,
) {
  const text = beside.composed[name];
  if (text === undefined) return null;
  const tap = (event: Event) => {
    event.preventDefault();
    change({ [name]: text });
  };
  return (
    <details class="composed">
      <summary>{texts.composed_help}</summary>
      <h3>{texts.composed_now}</h3>
      <p class="verbatim">{text}</p>
      <button type="submit" class="button" name="act" value={`take:${name}`} onClick={tap}>
        {texts.take_composed}
      </button>
    </details>
  );
}

function Conflict({ texts, mine, theirs, choose }: {
  texts: Record<EditorText, string>;
  mine: Fields;
  theirs: Fields;
  choose: (fields: Fields) => void;
}) {
  const differing: VersionField[] = NAMES.filter((name) => mine[name] !== theirs[name])
    .map((name) => ({
      name,
      label: texts[`field_${name}`],
      mine: mine[name],
      theirs: theirs[name],
    }));
  const settle = (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget as HTMLFormElement);
    const taken = differing.filter(({ name }) => chosen.get(`choose_${name}`) === "theirs");
    choose({ ...mine, ...Object.fromEntries(taken.map(({ name, theirs }) => [name, theirs])) });
  };
  return (
    <form class="form" onSubmit={settle}>
      <h2>{texts.conflict_title}</h2>
      <p role="alert">{texts.conflict_help}</p>
      <Versions
        fields={differing}
        words={{
          mine: texts.mine,
          theirs: texts.theirs,
          keepMine: texts.keep_mine,
          takeTheirs: texts.take_theirs,
        }}
      />
      <button type="submit" class="button button--main">{texts.merge_save}</button>
    </form>
  );
}

const LOGGED_OUT = 401;
const CONFLICT = 409;

async function send(
  { action, language }: EditorProps,
  fields: Fields,
  rev: number,
): Promise<Answer<Beside>> {
  const response = await fetch(action, {
    method: "PUT",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ ...fields, language, rev }),
    // A save that begins while the page goes away is finished all the same.
    keepalive: true,
  });
  if (response.status === LOGGED_OUT) throw new SessionEnded();
  if (!response.ok && response.status !== CONFLICT) throw new Error(`save: ${response.status}`);
  return await response.json();
}
