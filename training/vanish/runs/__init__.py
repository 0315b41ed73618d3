"""The life cycle of a run, whatever it trains: TOML, stages, checkpoints, logs, samples, gallery, several processes."""
