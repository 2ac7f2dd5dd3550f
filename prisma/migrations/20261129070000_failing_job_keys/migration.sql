-- Under which key a job failed: whoever asks for the same work anew while it runs takes that key from it.
ALTER TABLE failing_job ADD COLUMN key text;
