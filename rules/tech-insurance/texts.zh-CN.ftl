# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-registered-in-city = 在市区登记
criterion-registered-in-city-met = 企业在市区登记。
criterion-registered-in-city-not-met = 企业不在市区登记；请向登记地咨询。

criterion-independent-legal-person = 独立法人
criterion-independent-legal-person-met = 企业为独立法人。
criterion-independent-legal-person-not-met = 企业不是独立法人；分支机构由所属法人申报。

criterion-no-serious-dishonesty = 近三年无严重失信记录
criterion-no-serious-dishonesty-met = 近三年没有严重失信记录。
criterion-no-serious-dishonesty-not-met = 近三年有严重失信记录；请先完成信用修复。

criterion-one-of-six-categories = 属于六类企业之一
criterion-one-of-six-categories-met = 企业属于政策规定的六类企业之一。
criterion-one-of-six-categories-not-met = 企业不属于政策规定的六类企业；请先取得其中一项资格。

output-amount_max = 补贴上限
review-ceiling-without-formula = 公布文本只给出比例上限和年度上限，金额由人工在上限内审定。
review-second-group-rate-not-published = 第二类险种的补贴比例在所见公布文本中缺失，由人工审定。
review-premium-not-stated = 未填保费，由人工确定。

basis-note = 数字取自苏州市公开政策，依据见各参数说明。
