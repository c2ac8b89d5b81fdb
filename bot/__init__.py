"""beian-bot (备案助手): answers ICP filing questions, explains rejections, guides filings."""
