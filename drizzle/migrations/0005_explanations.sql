CREATE TABLE "explanations" (
	"workspace_id" uuid NOT NULL,
	"post_id" bigint NOT NULL,
	"model_version" text NOT NULL,
	"head" text NOT NULL,
	"project_id" uuid NOT NULL,
	"text_hash" "bytea" NOT NULL,
	"body" jsonb,
	"failure" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "explanations_workspace_id_post_id_model_version_head_pk" PRIMARY KEY("workspace_id","post_id","model_version","head")
);
--> statement-breakpoint
ALTER TABLE "explanations" ADD CONSTRAINT "explanations_workspace_id_post_id_posts_workspace_id_id_fk" FOREIGN KEY ("workspace_id","post_id") REFERENCES "public"."posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;