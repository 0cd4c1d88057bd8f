failure-not-signed-in = 请求没有有效的令牌。请在账号页生成令牌，并放入 Authorization 头。
failure-invalid = 有内容需要修改，没有办理。
failure-conflict = 内容已被他人更改，或同一编号提交了不同内容，本次没有办理。请刷新后重试。
failure-being-written = { $who }正在办理这件申报，{ INSTANT($until_millis) }前由其办理，本次没有办理。请在此之后再办理，或与其联系。
failure-plan-two-people = 方案由您编制，须由另一人执行，本次没有办理。
failure-migration-unsafe = 按此方案，有{ $count }件在办申报将失去已有的权利或时限，没有办理。请按下列各项修改方案。
failure-migration-loss = { $number }（{ $stage }）：{ $lost }
failure-overspend = 预算指标不足，只剩 { MONEY($fen) }，没有办理。
failure-too-many-wait = 尝试次数过多，请 { $minutes } 分钟后再试。
failure-too-large-limit = 提交的内容超过 { $megabytes } MB，没有保存。请压缩或拆分后重新提交。

