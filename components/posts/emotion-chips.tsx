"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Badge, type Tone } from "@/components/ui/badge";
import { Tooltip } from "@/components/ui/tooltip";
import { useFormat } from "@/components/ui/use-format";
import { pagePath } from "@/lib/client/paths";
import { DEFAULT_VIEW, writeView } from "@/lib/client/view-state";
import type { PostFilter } from "@/lib/contracts/post-filter";
import type { PostCard } from "@/lib/contracts/posts";

/** The emotion that the reader finds, and the flags it raises; each leads to its like. */
export function EmotionChips({ post }: { post: PostCard }) {
  const t = useTranslations("posts");
  const vocabulary = useTranslations("vocabulary");
  const format = useFormat();
  const { emotion, flags } = post;
  const word = emotion ? vocabulary(`emotion_${emotion.label}`) : "";
  if (!emotion && flags.length === 0) return null;
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {emotion ? (
        <Chip
          word={word}
          hint={t("emotionSure", { value: word, sure: format.percent(emotion.probability) })}
          filter={{ emotions: [emotion.label] }}
        />
      ) : null}
      {flags.map(({ flag, probability }) => {
        const name = vocabulary(`flag_${flag}`);
        return (
          <Chip
            key={flag}
            word={name}
            hint={t("flagSure", { value: name, sure: format.percent(probability) })}
            filter={{ flags: [flag] }}
            tone={flag === "irony" ? "plain" : "warn"}
          />
        );
      })}
    </span>
  );
}

function Chip({ word, hint, filter, tone }: { word: string; hint: string; filter: PostFilter; tone?: Tone }) {
  const { scope } = useProject();
  return (
    <Tooltip content={hint}>
      <Link
        href={pagePath(scope, "posts", writeView({ ...DEFAULT_VIEW, filter }))}
        aria-label={hint}
        className="tap rounded-sm"
      >
        <Badge tone={tone ?? "plain"} className="transition-colors duration-150 hover:bg-sunken">
          {word}
        </Badge>
      </Link>
    </Tooltip>
  );
}
