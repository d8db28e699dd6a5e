CREATE TABLE "accuracy_answers" (
	"workspace_id" uuid NOT NULL,
	"post_id" bigint NOT NULL,
	"user_id" uuid NOT NULL,
	"answer" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accuracy_answers_workspace_id_post_id_user_id_pk" PRIMARY KEY("workspace_id","post_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "accuracy_sample_posts" (
	"workspace_id" uuid NOT NULL,
	"post_id" bigint NOT NULL,
	"project_id" uuid NOT NULL,
	"sample_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"inclusion_probability" real NOT NULL,
	"predicted" text NOT NULL,
	"probability" real NOT NULL,
	"settled" text,
	"settled_by" uuid,
	"settled_at" timestamp with time zone,
	CONSTRAINT "accuracy_sample_posts_workspace_id_post_id_pk" PRIMARY KEY("workspace_id","post_id")
);
--> statement-breakpoint
CREATE TABLE "accuracy_samples" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"week" date NOT NULL,
	"part" integer NOT NULL,
	"model_version" text NOT NULL,
	"seed" bigint NOT NULL,
	"size" integer NOT NULL,
	"drawn_from" integer NOT NULL,
	"posts_from" timestamp with time zone,
	"last_post_id" bigint NOT NULL,
	"drawn_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accuracy_samples_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "accuracy_answers" ADD CONSTRAINT "accuracy_answers_workspace_id_post_id_accuracy_sample_posts_workspace_id_post_id_fk" FOREIGN KEY ("workspace_id","post_id") REFERENCES "public"."accuracy_sample_posts"("workspace_id","post_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accuracy_sample_posts" ADD CONSTRAINT "accuracy_sample_posts_workspace_id_sample_id_accuracy_samples_workspace_id_id_fk" FOREIGN KEY ("workspace_id","sample_id") REFERENCES "public"."accuracy_samples"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accuracy_sample_posts" ADD CONSTRAINT "accuracy_sample_posts_workspace_id_post_id_posts_workspace_id_id_fk" FOREIGN KEY ("workspace_id","post_id") REFERENCES "public"."posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accuracy_samples" ADD CONSTRAINT "accuracy_samples_workspace_id_project_id_projects_workspace_id_id_fk" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accuracy_sample_posts_sample_idx" ON "accuracy_sample_posts" USING btree ("workspace_id","sample_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "accuracy_samples_week_key" ON "accuracy_samples" USING btree ("workspace_id","project_id","week","part");