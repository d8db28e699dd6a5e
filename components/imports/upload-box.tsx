"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type DragEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import { Progress } from "@/components/ui/progress";
import { useErrorText } from "@/components/ui/use-error-text";
import { useFormat } from "@/components/ui/use-format";
import { importsKey, uploadFile } from "@/lib/client/imports";
import { pagePath } from "@/lib/client/paths";

const MAX_BYTES = 2_000_000_000;

/** Takes one file, streams it to the server, then opens its preview. */
export function UploadBox() {
  const t = useTranslations("data");
  const format = useFormat();
  const { scope } = useProject();
  const router = useRouter();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController | null>(null);
  const [ratio, setRatio] = useState(0);
  const [isOver, setIsOver] = useState(false);
  const upload = useMutation({
    mutationFn: (file: File) => {
      stop.current = new AbortController();
      setRatio(0);
      return uploadFile(scope, file, setRatio, stop.current.signal);
    },
    onSuccess: async (stored) => {
      await queryClient.invalidateQueries({ queryKey: importsKey(scope) });
      router.push(pagePath(scope, `data/imports/${stored.id}`));
    },
  });
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) upload.mutate(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };
  const isStopped = upload.error instanceof DOMException;

  if (upload.isPending) {
    const percent = format.percent(ratio);
    return (
      <div className="rounded-md border border-line-strong bg-raised px-5 py-6" role="status">
        <p className="mb-3 text-sm">{t("uploading", { name: upload.variables.name, percent })}</p>
        <Progress ratio={ratio} label={t("uploading", { name: upload.variables.name, percent })} />
        <Button size="sm" className="mt-4" onClick={() => stop.current?.abort()}>
          {t("cancelUpload")}
        </Button>
      </div>
    );
  }
  return (
    <section
      aria-label={t("drop")}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={cx(
        "flex flex-wrap items-center gap-x-6 gap-y-3 rounded-md border border-dashed px-5 py-6 transition-colors duration-150",
        isOver ? "border-signal bg-signal-soft" : "border-line-strong bg-sunken",
      )}
    >
      <Icon name="upload" size={20} className="text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-base">{t("drop")}</p>
        <p className="text-ink-3 text-xs">{t("dropHint", { size: format.bytes(MAX_BYTES) })}</p>
      </div>
      <Button variant="primary" icon="plus" onClick={() => input.current?.click()}>
        {t("choose")}
      </Button>
      <input
        ref={input}
        type="file"
        aria-label={t("choose")}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = "";
        }}
      />
      {upload.error && !isStopped ? (
        <p role="alert" className="w-full text-danger text-sm">
          {errorText(upload.error)}
        </p>
      ) : null}
    </section>
  );
}
