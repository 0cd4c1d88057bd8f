finance-due-title = 待拨付
finance-due-lead = 今天可以拨付的共 { $count } 笔。勾选后生成拨付批次，由另一人复核。
finance-due-none = 没有待拨付的项目
finance-due-none-text = 资金下达、到了拨付条件后会出现在这里。
finance-due-tick = 选择 { $number }（{ $organisation }）
finance-due-tick-all = 全选本页
finance-due-make = 生成拨付批次
finance-due-returned = 上次被银行退回：{ $reason }
finance-instalment = 第 { $number } 期 / 共 { $count } 期
finance-coming-title = 未到拨付日期
finance-batches-title = 拨付批次
finance-batches-all = 全部状态
finance-batches-none = 没有符合条件的批次
finance-batches-none-text = 从“待拨付”勾选项目即可生成批次。
finance-batch-title = 拨付批次 { $number }
finance-answers-title = 银行回执
finance-answers-lead = 导入银行返回的 pain.002 文件。同一文件只入账一次；相互矛盾或不属于本系统的回执不入账，列出待人工核实。
finance-answers-import = 导入回执
finance-unknown-title = 结果未明的支付
finance-unknown-lead = 结果未明不等于失败：请凭原编号向银行查询，查清前不会重新支付。
finance-set-aside-title = 待人工核实的回执
finance-set-aside-lead = 以下回执与已有结果矛盾，或编号不属于本系统，未入账。请与银行核实。
finance-messages-title = 已导入的回执
finance-messages-none = 尚未导入回执
finance-messages-none-text = 银行处理完支付文件后会返回 pain.002 文件。
finance-message-counts = 成功 { $settled }，退回 { $rejected }，未明 { $unknown }
finance-answer-title = 回执导入结果
finance-answer-rows = 逐笔结果
finance-answer-silent = 本批次另有 { $count } 笔，回执没有提到，状态不变。
finance-budget-title = 预算指标
finance-budget-lead = 每条指标的资金走到哪一步，一目了然。
finance-budget-new = 新增指标
finance-budget-none = 还没有预算指标
finance-budget-none-text = 新增一条指标后，批次才能占用额度。
finance-budget-nesting = 色条：已支付、已下支付令未付、已占用未下支付令、可用。占用额含已下支付令和已支付。
finance-budget-line-title = 修改指标 { $code }
finance-budget-line-new-title = 新增预算指标

nav-recoveries = 追回
finance-recoveries-title = 资金追回
finance-recoveries-lead = 撤销后已拨付的资金须追回。追回的资金上缴国库，不再用于新的项目。
finance-recoveries-none = 没有需要追回的资金
finance-recoveries-none-text = 项目撤销、且已有资金拨付时，会出现在这里。
finance-recoveries-to-demand = 待发追回通知
finance-recoveries-demanded = 已通知，等待退回
finance-recoveries-recovered = 已全部追回
finance-recovery-title = 资金追回 { $number }
finance-recovery-reason = 撤销原因
finance-recovery-paid = 已拨付
finance-recovery-recovered = 已退回
finance-recovery-left = 尚未退回
finance-recovery-document = 追回通知文号
finance-recovery-demanded-on = 通知日期
finance-recovery-due = 时限
finance-recovery-case = 查看申报
finance-recovery-demand-title = 发出追回通知
finance-recovery-demand-lead = 已拨付的 { $amount } 全额追回，系统即通知申报单位。
finance-recovery-repay-title = 登记退回款
finance-recovery-repay-lead = 可分次退回。请按国库或银行的入账回单逐笔登记，同一凭证号只登记一次。
finance-recovery-receipts = 退回记录

finance-column-tick = 选择
finance-column-application = 申报
finance-column-organisation = 申报单位
finance-column-account = 收款账户
finance-column-amount = 金额
finance-column-amount-yuan = 金额（元）
finance-column-due = 时限
finance-column-state = 状态
finance-column-batch = 批次
finance-column-orders = 笔数
finance-column-made-by = 制单
finance-column-authorised-by = 复核
finance-column-payee = 收款人
finance-column-reference = 端到端编号
finance-column-outcome = 结果
finance-column-imported = 导入
finance-column-file = 文件
finance-column-counts = 笔数
finance-column-not-before = 可拨付日期
finance-column-paid-yuan = 已拨付（元）
finance-column-recovered-yuan = 已退回（元）
finance-column-left-yuan = 尚未退回（元）
finance-column-recorded = 登记

finance-field-note = 备注
finance-field-note-hint = 例如：经网银上传，受理号
finance-field-bank-file = 银行回执文件
finance-field-bank-file-hint = pain.002 格式的 XML 文件，不超过 20 MB
finance-field-fiscal-year = 预算年度
finance-field-code = 指标编号
finance-field-code-hint = 例如 2026-KJ-01，保存后不能修改
finance-field-title-zh = 名称（中文）
finance-field-title-en = 名称（英文）
finance-field-total = 指标总额
finance-field-total-hint = 不得低于已占用的 { $committed }
finance-field-recovery-document = 追回通知文号
finance-field-recovery-document-hint = 例如 海科追〔2026〕1号
finance-field-repayment-amount = 退回金额
finance-field-repayment-amount-hint = 尚未退回 { $left }
finance-field-received-on = 入账日期
finance-field-reference = 入账凭证号
finance-field-reference-hint = 国库或银行回单上的编号

batch-state-made = 待复核
batch-state-authorised = 已复核
batch-state-sent = 已发送
batch-state-answered = 已回执
batch-state-cancelled = 已撤销
order-state-made = 待复核
order-state-authorised = 已复核
order-state-sent = 已发送
order-state-settled = 支付成功
order-state-rejected = 银行退回
order-state-unknown = 结果未明
order-state-cancelled = 已撤销
answer-outcome-settled = 支付成功
answer-outcome-rejected = 银行退回
answer-outcome-unknown = 结果未明
answer-outcome-unchanged = 重复，无变化
answer-outcome-contradiction = 相互矛盾
answer-outcome-orphan = 非本系统编号
answer-bank-id = 银行报文编号

batch-message-id = 报文编号
batch-fingerprint = 文件指纹（SHA-256）
batch-act-made = 制单
batch-act-authorised = 复核
batch-act-sent = 发送
batch-act-downloaded = 下载
batch-orders = 支付令
batch-needs-another = 本批次由您制单，须由另一人复核。
batch-authorise = 复核通过
batch-authorise-hint = 请逐笔核对户名、账号、行号和金额。复核后生成支付文件，内容不再改变。
batch-cancel = 撤销批次
batch-download = 下载支付文件（pain.001）
batch-send-title = 登记发送
batch-send-lead = 把支付文件交给银行后，在此登记。
batch-send = 已交银行
batch-answer-title = 等待银行回执
batch-answer-lead = 收到银行的 pain.002 文件后导入。
batch-answer-import = 导入回执
batch-demo-lead = 演示环境没有真实银行。下载一份模拟回执，再到“银行回执”导入：
batch-downloads = 支付文件下载记录（{ $count }）
demo-answer-all-settled = 全部支付成功
demo-answer-one-rejected = 一笔退回，其余成功
demo-answer-pending = 全部处理中，结果未明

budget-year = { $year } 年度
budget-total = 总额
budget-paid = 已支付
budget-ordered = 已下支付令
budget-committed = 已占用
budget-remaining = 可用
budget-released = 已释放
budget-recovered = 已追回

payee-part = { $part ->
    [payee-name] 户名
    [payee-account] 账号
    [payee-bank-code] 行号
    [payee-bank-name] 开户行
   *[other] 收款信息
 }
payee-trouble = { $problem ->
    [empty] 没有填写
    [differs] 与单位名称不一致
    [check-digit] 校验位不对
    [not-digits] 不全是数字
    [too-short] 位数不够
    [too-long] 过长
    [outer-space] 首尾有空格
   *[other] 含有不能使用的字符
 }
payee-unusable-short = { payee-part }{ payee-trouble }，请单位先更正
error-payee-unusable = { $number }（{ $organisation }）：{ payee-part }{ payee-trouble }，请该单位更正账户信息后再拨付
error-payment-not-due = { $number }（{ $organisation }）已不在待拨付状态，请刷新后重选
error-payment-not-yet = { $number }（{ $organisation }）：本期 { $day } 起才能拨付，请先取消勾选
error-remittance-unusable = { $number }（{ $organisation }）：批次名称含有银行报文不能使用的字符或过长，请业务科室更正
error-nothing-chosen = 请至少勾选一项
error-batch-too-many-orders = 一个批次最多 { $limit } 笔，请分批
error-debtor-unusable = 本单位的付款账户设置有误（{ $part ->
    [debtor-name] 户名
    [debtor-account] 账号
   *[other] 行号
 }），请联系系统管理员
error-note-too-long = 备注过长，最多 { $limit } 字
error-bank-file-missing = 请选择银行回执文件
error-bank-file-too-large = 文件超过 { $megabytes } MB，没有导入，请向银行索取分开的回执
error-batch-not-sent = 批次 { $number } 尚未登记发送，没有导入。请先在批次页面登记发送，再导入回执
error-message-of-another-sender = 回执答复的是“{ $reference }”，不是本系统的支付文件，没有导入，请核对文件
error-message-too-large = 文件有 { $found } 字节，超过 { $limit } 字节，没有导入
error-message-not-utf8 = 文件不是 UTF-8 编码（第 { $byte } 字节），没有导入，请向银行重新索取
error-message-wrong-encoding = 文件声明的编码是 { $declared }，只能读取 UTF-8，没有导入
error-message-malformed = 不是完整的 XML 文件（第 { $line } 行），没有导入，请向银行重新索取
error-message-truncated = 文件不完整（第 { $line } 行，<{ $element }> 没有结束），没有导入，请重新下载
error-message-stray = 报文之外还有别的内容（第 { $line } 行），没有导入
error-message-document-type = 文件含有文档类型声明（第 { $line } 行），为安全起见没有导入
error-message-unknown-entity = 文件含有未知实体 { $name }（第 { $line } 行），没有导入
error-message-forbidden-character = 文件含有 XML 不允许的字符（第 { $line } 行），没有导入
error-message-too-deep = 文件嵌套超过 { $limit } 层（第 { $line } 行），没有导入
error-message-too-many-attributes = 元素属性超过 { $limit } 个（第 { $line } 行），没有导入
error-message-too-many-transactions = 回执超过 { $limit } 笔，没有导入，请向银行索取分开的回执
error-message-too-long = <{ $element }> 超过 { $limit } 字（第 { $line } 行），没有导入
error-message-foreign = 这不是 pain.002 回执（读到的是 { $found }），没有导入，请核对文件
error-message-unknown-version = 不支持的报文版本 { $found }，没有导入，请向银行索取 pain.002.001.03 至 .14 的回执
error-message-missing = 缺少 <{ $element }>，没有导入，请向银行重新索取
error-message-twice = <{ $element }> 重复出现（第 { $line } 行），没有导入
error-message-unreadable = <{ $element }> 的内容无法识别（第 { $line } 行），没有导入
error-message-control-figures = 笔数或合计与报文头不符，没有导入，请向银行核实
error-message-contradictory-statuses = 报文自相矛盾（{ $first } 与 { $second }），没有导入，请向银行核实
error-recovery-document-required = 请填写追回通知文号
error-repayment-amount-required = 请填写退回金额
error-repayment-not-an-amount = 退回金额应为数字，最多两位小数，例如 50,000.00
error-repayment-day = 请填写入账日期，格式为年-月-日，例如 2026-03-26
error-repayment-reference-required = 请填写入账凭证号
error-repayment-known = 这个凭证号已经登记过。请核对回单，同一笔退回款不要重复登记
error-budget-code-taken = 该年度已有这个指标编号，请换一个
error-budget-code-fixed = 年度和编号保存后不能修改
error-budget-below-committed = 总额不能低于已占用的 { $committed } 元
error-budget-year-range = 预算年度应在 { $minimum } 至 { $maximum } 之间
error-budget-total-required = 请填写指标总额
error-budget-total-negative = 指标总额不能小于 0
error-budget-total-not-an-amount = 指标总额应为数字，最多两位小数，例如 1,234,567.80
budget-part = { $part ->
    [code] 指标编号
    [title_zh] 名称（中文）
   *[other] 名称（英文）
 }
error-budget-text-required = 请填写{ budget-part }
error-budget-text-too-long = { budget-part }过长，最多 { $limit } 字
error-budget-text-control = { budget-part }含有不可见的控制字符，请删除

flash-batch-made = 批次已生成，等待另一人复核。
flash-batch-authorised = 已复核，支付文件已生成。
flash-batch-sent = 已登记发送。
flash-batch-cancelled = 批次已撤销，其中的项目重新待拨付。
flash-answer-imported = 回执已导入。
flash-answer-repeated = 这份回执以前导入过，没有重复入账。
flash-budget-saved = 预算指标已保存。
flash-recovery-demanded = 已登记追回通知，并已通知申报单位。
flash-repayment-recorded = 退回款已登记。
