-- Adds a job of the worker, for sure. The worker's own `add_job` clears the key of one that runs by one statement and adds by the next:
-- a job with this key that a worker takes between the two is neither replaced nor joined by another, and nothing says so, though
-- what it has read may be older than what this one is for. It answers nothing then, and once more it finds the other one running.
CREATE FUNCTION enqueue_job(identifier text, payload json, queue_name text DEFAULT NULL, run_at timestamptz DEFAULT NULL,
  job_key text DEFAULT NULL, priority int DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  added bigint;
BEGIN
  LOOP
    SELECT j.id INTO added FROM graphile_worker.add_job(enqueue_job.identifier, enqueue_job.payload, queue_name := enqueue_job.queue_name,
      run_at := enqueue_job.run_at, job_key := enqueue_job.job_key, priority := enqueue_job.priority) AS j;
    EXIT WHEN added IS NOT NULL;
  END LOOP;
END
$$;
