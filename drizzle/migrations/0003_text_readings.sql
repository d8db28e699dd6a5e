CREATE TABLE "text_readings" (
	"workspace_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"model_version" text NOT NULL,
	"text_hash" "bytea" NOT NULL,
	"logits" "bytea" NOT NULL,
	"embedding" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "text_readings_workspace_id_project_id_model_version_text_hash_pk" PRIMARY KEY("workspace_id","project_id","model_version","text_hash")
);
--> statement-breakpoint
ALTER TABLE "post_labels" ADD COLUMN "emotion" text;--> statement-breakpoint
ALTER TABLE "post_labels" ADD COLUMN "emotion_probability" real;--> statement-breakpoint
ALTER TABLE "post_labels" ADD COLUMN "offensive" real;--> statement-breakpoint
ALTER TABLE "post_labels" ADD COLUMN "hate" real;--> statement-breakpoint
ALTER TABLE "post_labels" ADD COLUMN "irony" real;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "emotion" text;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "is_offensive" boolean;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "is_hate" boolean;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "is_irony" boolean;--> statement-breakpoint
ALTER TABLE "text_readings" ADD CONSTRAINT "text_readings_workspace_id_project_id_projects_workspace_id_id_fk" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;