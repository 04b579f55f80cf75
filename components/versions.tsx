/** Two versions of a text, side by side, to choose from field by field. */

export interface VersionField {
  readonly name: string;
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
}

interface VersionWords {
  readonly mine: string;
  readonly theirs: string;
  readonly keepMine: string;
  readonly takeTheirs: string;
}

export function Versions({ fields, words }: {
  fields: readonly VersionField[];
  words: VersionWords;
}) {
  return (
    <>
      {fields.map(({ name, label, mine, theirs }) => (
        <fieldset key={name} class="versions">
          <legend>{label}</legend>
          <input type="hidden" name={`mine_${name}`} value={mine} />
          <Version
            name={name}
            value="mine"
            text={mine}
            title={words.mine}
            choose={words.keepMine}
          />
          <Version
            name={name}
            value="theirs"
            text={theirs}
            title={words.theirs}
            choose={words.takeTheirs}
          />
        </fieldset>
      ))}
    </>
  );
}

function Version({ name, value, text, title, choose }: {
  name: string;
  value: "mine" | "theirs";
  text: string;
  title: string;
  choose: string;
}) {
  return (
    <div class="version">
      <h3>{title}</h3>
      <p class="verbatim">{text}</p>
      <label class="radio">
        <input
          type="radio"
          name={`choose_${name}`}
          value={value}
          defaultChecked={value === "mine"}
        />
        <span>{choose}</span>
      </label>
    </div>
  );
}
