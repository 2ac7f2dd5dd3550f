-- Nothing was ever sealed under a data key for secrets: those lie under keys that come from the root key, and are changed by themselves.
DELETE FROM data_key WHERE purpose = 'secrets';
