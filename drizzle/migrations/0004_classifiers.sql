CREATE TABLE "classifier_examples" (
	"workspace_id" uuid NOT NULL,
	"classifier_id" uuid NOT NULL,
	"text_hash" "bytea" NOT NULL,
	"user_id" uuid NOT NULL,
	"text" text NOT NULL,
	"label" text NOT NULL,
	"source" text NOT NULL,
	"post_id" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "classifier_examples_workspace_id_classifier_id_text_hash_user_id_pk" PRIMARY KEY("workspace_id","classifier_id","text_hash","user_id")
);
--> statement-breakpoint
CREATE TABLE "classifier_versions" (
	"workspace_id" uuid NOT NULL,
	"classifier_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"project_id" uuid NOT NULL,
	"state" text DEFAULT 'trained' NOT NULL,
	"model_version" text NOT NULL,
	"labels" text[] NOT NULL,
	"head" jsonb NOT NULL,
	"report" jsonb NOT NULL,
	"held_out" "bytea" NOT NULL,
	"seed" bigint NOT NULL,
	"example_count" integer NOT NULL,
	"run_id" uuid NOT NULL,
	"trained_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_by" uuid,
	"published_at" timestamp with time zone,
	CONSTRAINT "classifier_versions_workspace_id_classifier_id_number_pk" PRIMARY KEY("workspace_id","classifier_id","number")
);
--> statement-breakpoint
CREATE TABLE "classifiers" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"name" text NOT NULL,
	"guideline" text DEFAULT '' NOT NULL,
	"labels" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "classifiers_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "post_classes" (
	"workspace_id" uuid NOT NULL,
	"classifier_id" uuid NOT NULL,
	"post_id" bigint NOT NULL,
	"version" integer NOT NULL,
	"label" text NOT NULL,
	"probability" real NOT NULL,
	CONSTRAINT "post_classes_workspace_id_classifier_id_post_id_pk" PRIMARY KEY("workspace_id","classifier_id","post_id")
);
--> statement-breakpoint
ALTER TABLE "classifier_examples" ADD CONSTRAINT "classifier_examples_workspace_id_classifier_id_classifiers_workspace_id_id_fk" FOREIGN KEY ("workspace_id","classifier_id") REFERENCES "public"."classifiers"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "classifier_versions" ADD CONSTRAINT "classifier_versions_workspace_id_classifier_id_classifiers_workspace_id_id_fk" FOREIGN KEY ("workspace_id","classifier_id") REFERENCES "public"."classifiers"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "classifiers" ADD CONSTRAINT "classifiers_workspace_id_project_id_projects_workspace_id_id_fk" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_classes" ADD CONSTRAINT "post_classes_workspace_id_classifier_id_classifiers_workspace_id_id_fk" FOREIGN KEY ("workspace_id","classifier_id") REFERENCES "public"."classifiers"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_classes" ADD CONSTRAINT "post_classes_workspace_id_post_id_posts_workspace_id_id_fk" FOREIGN KEY ("workspace_id","post_id") REFERENCES "public"."posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "classifier_examples_list_idx" ON "classifier_examples" USING btree ("workspace_id","classifier_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "classifier_versions_run_key" ON "classifier_versions" USING btree ("workspace_id","run_id");--> statement-breakpoint
CREATE UNIQUE INDEX "classifier_versions_published_key" ON "classifier_versions" USING btree ("workspace_id","project_id","classifier_id") WHERE state = 'published';--> statement-breakpoint
CREATE UNIQUE INDEX "classifiers_name_key" ON "classifiers" USING btree ("workspace_id","project_id","name");--> statement-breakpoint
CREATE INDEX "post_classes_post_idx" ON "post_classes" USING btree ("workspace_id","post_id");--> statement-breakpoint
CREATE INDEX "post_classes_label_idx" ON "post_classes" USING btree ("workspace_id","classifier_id","label","post_id");