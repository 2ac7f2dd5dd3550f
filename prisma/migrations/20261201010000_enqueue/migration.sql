-- Most jobs are new, or replace one that waits: one statement adds them, as the worker's own `add_job` (0.17.3) does by five. What that has to decide, for a job
-- that runs or was given up under the same key, and what it makes, a task or a queue that nobody has named before, is left to it. The workers are told in
-- the same words each time, of which PostgreSQL sends those of one transaction once.
CREATE OR REPLACE FUNCTION enqueue_job(identifier text, payload json, queue_name text DEFAULT NULL, run_at timestamptz DEFAULT NULL,
  job_key text DEFAULT NULL, priority int DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  added bigint;
BEGIN
  PERFORM pg_notify('jobs:insert', '{"count":1}');
  INSERT INTO graphile_worker._private_jobs AS j (job_queue_id, task_id, payload, run_at, key, priority)
  SELECT q.id, t.id, coalesce(enqueue_job.payload, '{}'), coalesce(enqueue_job.run_at, now()), enqueue_job.job_key, coalesce(enqueue_job.priority, 0)
  FROM graphile_worker._private_tasks t LEFT JOIN graphile_worker._private_job_queues q ON q.queue_name = enqueue_job.queue_name
  WHERE t.identifier = enqueue_job.identifier AND (q.id IS NOT NULL OR enqueue_job.queue_name IS NULL)
  ON CONFLICT (key) DO UPDATE SET job_queue_id = excluded.job_queue_id, task_id = excluded.task_id, payload = excluded.payload, run_at = excluded.run_at,
    priority = excluded.priority, max_attempts = excluded.max_attempts, attempts = 0, last_error = NULL, flags = NULL, revision = j.revision + 1, updated_at = now()
    WHERE j.is_available
  RETURNING j.id INTO added;
  -- The worker's own clears the key of one that runs by one statement and adds by the next: a job with this key that a worker takes between the two is neither
  -- replaced nor joined by another, and nothing says so, though what it has read may be older than what this one is for. It answers nothing then, and once
  -- more it finds the other one running.
  WHILE added IS NULL LOOP
    SELECT j.id INTO added FROM graphile_worker.add_job(enqueue_job.identifier, enqueue_job.payload, queue_name := enqueue_job.queue_name,
      run_at := enqueue_job.run_at, job_key := enqueue_job.job_key, priority := enqueue_job.priority) AS j;
  END LOOP;
END
$$;
