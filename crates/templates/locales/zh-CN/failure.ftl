failure-not-signed-in = 请求没有有效的令牌。请在账号页生成令牌，并放入 Authorization 头。
failure-invalid = 有内容需要修改，没有办理。
failure-conflict = 内容已被他人更改，或同一编号提交了不同内容，本次没有办理。请刷新后重试。
failure-overspend = 预算指标不足，只剩 { MONEY($fen) }，没有办理。
failure-too-many-wait = 尝试次数过多，请 { $minutes } 分钟后再试。
failure-too-large-limit = 提交的内容超过 { $megabytes } MB，没有保存。请压缩或拆分后重新提交。

