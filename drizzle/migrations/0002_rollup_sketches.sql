CREATE TABLE "rollup_sketches" (
	"workspace_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"level" smallint NOT NULL,
	"topic_id" uuid NOT NULL,
	"bucket" timestamp with time zone NOT NULL,
	"platform" text NOT NULL,
	"lang" text NOT NULL,
	"negative_authors" "bytea" NOT NULL,
	"neutral_authors" "bytea" NOT NULL,
	"positive_authors" "bytea" NOT NULL,
	"unread_authors" "bytea" NOT NULL,
	"all_authors" "bytea" NOT NULL,
	CONSTRAINT "rollup_sketches_workspace_id_project_id_level_topic_id_bucket_platform_lang_pk" PRIMARY KEY("workspace_id","project_id","level","topic_id","bucket","platform","lang")
);
--> statement-breakpoint
ALTER TABLE "rollup_sketches" ADD CONSTRAINT "rollup_sketches_workspace_id_project_id_projects_workspace_id_id_fk" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rollup_sketches_bucket_idx" ON "rollup_sketches" USING btree ("workspace_id","project_id","bucket","level");--> statement-breakpoint
ALTER TABLE "rollups" DROP COLUMN "negative_authors";--> statement-breakpoint
ALTER TABLE "rollups" DROP COLUMN "neutral_authors";--> statement-breakpoint
ALTER TABLE "rollups" DROP COLUMN "positive_authors";--> statement-breakpoint
ALTER TABLE "rollups" DROP COLUMN "unread_authors";--> statement-breakpoint
ALTER TABLE "rollup_sketches" SET (toast_tuple_target = 8160), ALTER COLUMN "all_authors" SET STORAGE EXTERNAL, ALTER COLUMN "negative_authors" SET STORAGE EXTERNAL, ALTER COLUMN "neutral_authors" SET STORAGE EXTERNAL, ALTER COLUMN "positive_authors" SET STORAGE EXTERNAL, ALTER COLUMN "unread_authors" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "rollups" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "dirty_buckets" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO "dirty_buckets" ("workspace_id", "project_id", "bucket") SELECT DISTINCT "workspace_id", "project_id", date_trunc('hour', "bucket", 'UTC') FROM "rollups" WHERE "level" = 0;
