error-json-unreadable = 请求正文不是本接口要求的 JSON，请对照接口说明修改：{ $detail }
error-header-missing = 请在请求头中提供 Idempotency-Key：1 至 100 个字母、数字、连字符、下划线、点或冒号，每次新操作用新值
error-case-file-unreadable = 示例文件无法读取，应为由 id、programme、inputs、expected 组成的 JSON 列表：{ $detail }
error-case-file-too-long = 一个示例文件最多 { $limit } 个示例，请分次提交
