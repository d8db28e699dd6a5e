"use client";

import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { cx } from "./cx";
import { Icon } from "./icon";

export type PickerOption = { value: string; label: string; hint?: ReactNode; lead?: ReactNode; keywords?: string };
export type PickerGroup = { label?: string; options: readonly PickerOption[] };
export type PickerProps = {
  /** Names the list for readers. */
  label: string;
  placeholder: string;
  groups: readonly PickerGroup[];
  /** Values that carry a mark. */
  selected?: readonly string[];
  onPick: (value: string) => void;
  /** Rows added for what is typed, such as "search for …". */
  extra?: (text: string) => readonly PickerOption[];
  /** Several may be on; the list stays open. */
  isMulti?: boolean;
  className?: string;
};

function matches(option: PickerOption, words: readonly string[]) {
  const text = `${option.label} ${option.keywords ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** A searchable list: type to narrow, arrows to move, Enter to choose. */
export function Picker({
  label,
  placeholder,
  groups,
  selected = [],
  onPick,
  extra,
  isMulti = false,
  className,
}: PickerProps) {
  const t = useTranslations("common");
  const id = useId();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const added = text.trim() && extra ? [{ options: extra(text.trim()) }] : [];
  const shown = [
    ...groups.map((group) => ({ ...group, options: group.options.filter((option) => matches(option, words)) })),
    ...added,
  ].filter((group) => group.options.length > 0) as PickerGroup[];
  const flat = shown.flatMap((group) => group.options);
  const current = Math.min(active, flat.length - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      Home: 0,
      End: flat.length - 1,
    };
    const next = moves[event.key];
    if (event.key === "Enter") {
      event.preventDefault();
      const option = flat[current];
      if (option) onPick(option.value);
    } else if (next !== undefined && flat.length > 0) {
      event.preventDefault();
      const wrapped = (next + flat.length) % flat.length;
      setActive(wrapped);
      document.getElementById(`${id}-${wrapped}`)?.scrollIntoView({ block: "nearest" });
    }
  };
  return (
    <div className={cx("flex max-h-96 flex-col", className)}>
      <div className="relative border-line border-b">
        <Icon
          name="search"
          size={14}
          className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-3"
        />
        <input
          // biome-ignore lint/a11y/noAutofocus: the list was opened to be searched; focus belongs here
          autoFocus
          role="combobox"
          aria-label={placeholder}
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={flat.length > 0 ? `${id}-${current}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          className="h-10 w-full bg-transparent pr-3 pl-8.5 text-sm outline-none max-sm:text-lg"
        />
      </div>
      <div
        id={id}
        role="listbox"
        aria-label={label}
        aria-multiselectable={isMulti || undefined}
        className="min-h-0 flex-1 overflow-y-auto p-1"
      >
        {shown.map((group, index) => (
          <Group
            key={group.label ?? `group-${index}`}
            group={group}
            idOf={(option) => `${id}-${flat.indexOf(option)}`}
            activeId={`${id}-${current}`}
            selected={selected}
            onPick={onPick}
          />
        ))}
      </div>
      {flat.length === 0 ? <p className="px-3 pb-3 text-ink-3 text-sm">{t("noResult")}</p> : null}
    </div>
  );
}

type GroupProps = {
  group: PickerGroup;
  idOf: (option: PickerOption) => string;
  activeId: string;
  selected: readonly string[];
  onPick: (value: string) => void;
};
function Group({ group, idOf, activeId, selected, onPick }: GroupProps) {
  const labelId = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group inside a listbox is not a fieldset
    <div role="group" aria-labelledby={group.label ? labelId : undefined}>
      {group.label ? (
        <div id={labelId} className="px-2 pt-1.5 pb-1 text-ink-3 text-xs">
          {group.label}
        </div>
      ) : null}
      {group.options.map((option) => {
        const isSelected = selected.includes(option.value);
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: keys are handled by the combobox above, which keeps the focus
          <div
            key={option.value}
            id={idOf(option)}
            role="option"
            aria-selected={isSelected}
            onClick={() => onPick(option.value)}
            className={cx(
              "flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm",
              idOf(option) === activeId ? "bg-sunken" : "hover:bg-sunken",
            )}
          >
            {option.lead}
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
            {option.hint ? <span className="shrink-0 text-ink-3 text-xs">{option.hint}</span> : null}
            {isSelected ? <Icon name="check" size={14} className="shrink-0 text-signal" /> : null}
          </div>
        );
      })}
    </div>
  );
}
