CREATE TABLE "rollup_emotions" (
	"workspace_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"level" smallint NOT NULL,
	"topic_id" uuid NOT NULL,
	"bucket" timestamp with time zone NOT NULL,
	"anger" integer NOT NULL,
	"disgust" integer NOT NULL,
	"fear" integer NOT NULL,
	"joy" integer NOT NULL,
	"sadness" integer NOT NULL,
	"surprise" integer NOT NULL,
	"neutral" integer NOT NULL,
	"offensive" integer NOT NULL,
	"offensive_read" integer NOT NULL,
	"hate" integer NOT NULL,
	"hate_read" integer NOT NULL,
	"irony" integer NOT NULL,
	"irony_read" integer NOT NULL,
	CONSTRAINT "rollup_emotions_workspace_id_project_id_level_topic_id_bucket_pk" PRIMARY KEY("workspace_id","project_id","level","topic_id","bucket")
);
--> statement-breakpoint
ALTER TABLE "rollup_emotions" ADD CONSTRAINT "rollup_emotions_workspace_id_project_id_projects_workspace_id_id_fk" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rollup_emotions_bucket_idx" ON "rollup_emotions" USING btree ("workspace_id","project_id","bucket","level");--> statement-breakpoint
ALTER TABLE "rollups" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "dirty_buckets" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO "dirty_buckets" ("workspace_id", "project_id", "bucket") SELECT DISTINCT "workspace_id", "project_id", date_trunc('hour', "bucket", 'UTC') FROM "rollups" WHERE "level" = 0;
