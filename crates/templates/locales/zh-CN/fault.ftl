error-missing = 请填写“{ $field }”
error-not-an-integer = “{ $field }”应为整数，“{ $found }”不是；例如 2025
error-finer-than-fen = “{ $field }”填了“{ $found }”，金额最多两位小数，请改写
error-not-boolean = “{ $field }”请选择“是”或“否”
error-not-text = “{ $field }”应填文字
error-text-too-long = “{ $field }”过长，最多 { $limit } 字，请精简
error-not-a-choice = “{ $field }”请从所列选项中选一项
error-not-a-record = “{ $field }”应分项填写
error-out-of-bounds = “{ $field }”填写的 { $found } 不在合理范围内，{ $bounds ->
    [at-most] 不应大于 { $highest }
    [at-least] 不应小于 { $lowest }
   *[between] 应在 { $lowest } 至 { $highest } 之间
}
error-not-a-list = “{ $field }”应逐项填写
error-wrong-length = “{ $field }”应填 { $shortest } 至 { $longest } 项，实填 { $found } 项
error-unknown = 没有“{ $field }”这一项，请按页面上的栏目填写
error-not-settable = “{ $field }”由系统提供，不能填写
error-check-failed = “{ $field }”与其他数据矛盾，请核对
error-unreadable = “{ $field }”无法识别，请重新填写
error-document-required = 请上传“{ $field }”
error-file-type-unknown = 认不出这个文件的类型，没有保存；“{ $field }”请上传 { $accepted } 文件
error-file-type-refused = 这个文件实际是 { $found }，没有保存；“{ $field }”请上传 { $accepted } 文件，只改文件名不行
error-file-already-there = “{ $field }”中已有同一文件，没有重复保存
error-too-many-files = 一件申报最多 { $limit } 个文件，请先移除不用的
error-unknown-document = 该政策事项没有这种材料，请刷新页面
error-key-missing = 页面已失效，请刷新后重新办理
error-not-an-amount = “{ $field }”应为金额，请写以元为单位的数字，最多两位小数，例如 200,000.00
error-reason-required = 请填写“{ $field }”
error-person-unknown = “{ $field }”没有这个登录名的在用账号，请核对登录邮箱
error-role-not-held = 委托人没有所选的“{ $field }”，请选择其本人已有的
error-before-first-day = “{ $field }”不能早于开始日期，也不能早于今天，请改写
error-too-many-days = 一次最多委托{ $limit }天，请提前“{ $field }”
error-date = “{ $field }”应为日期，例如 2026-03-02
error-too-many-cases = 该批次在办申报超过{ $limit }件，不能一次迁移，请待部分申报办结后再办
error-other-programme = 所选政策包不属于该批次的政策事项，请另选
