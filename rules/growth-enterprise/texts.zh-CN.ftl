# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-own-class-one-ip = 自主Ⅰ类知识产权
criterion-own-class-one-ip-met = 自主Ⅰ类知识产权{ $observed }，达到{ $threshold }。
criterion-own-class-one-ip-not-met = 自主Ⅰ类知识产权{ $observed }，不足{ $threshold }。

criterion-software-copyrights = 软件著作权（软件企业）
criterion-software-copyrights-met = 软件著作权{ $observed }，达到{ $threshold }，可替代Ⅰ类知识产权。
criterion-software-copyrights-not-met = Ⅰ类知识产权不足，软件著作权{ $observed }，也不足{ $threshold }。

criterion-high-tech-enterprise = 国家高新技术企业
criterion-high-tech-enterprise-met = 企业为国家高新技术企业。
criterion-high-tech-enterprise-not-met = 企业不是有效期内的国家高新技术企业；认定后再申报。

criterion-growth-second-year = 第二年应税销售增长
criterion-growth-second-year-met = 第二年应税销售增长{ $observed }，达到{ $threshold }。
criterion-growth-second-year-not-met = 第二年应税销售增长不足{ $threshold }（实际{ $observed }）。

criterion-growth-third-year = 第三年应税销售增长
criterion-growth-third-year-met = 第三年应税销售增长{ $observed }，达到{ $threshold }。
criterion-growth-third-year-not-met = 第三年应税销售增长不足{ $threshold }（实际{ $observed }）。

criterion-growth-compound = 两年累计增长（由年均复合增长率换算）
criterion-growth-compound-met = 两年累计增长{ $observed }，达到{ $threshold }（由年均复合增长率换算）。
criterion-growth-compound-not-met = 两年累计增长{ $observed }，不足{ $threshold }（由年均复合增长率换算）。

criterion-latest-sales = 上年应税销售达到标准
criterion-latest-sales-met = 上年应税销售{ $observed }，达到{ $threshold }。
criterion-latest-sales-not-met = 上年应税销售{ $observed }，不足{ $threshold }。

criterion-valuation-reached = 企业估值达到标准
criterion-valuation-reached-met = 企业估值{ $observed }，达到{ $threshold }，可替代销售规模。
criterion-valuation-reached-not-met = 企业估值{ $observed }，不足{ $threshold }。

criterion-opening-sales = 起始年应税销售达到标准
criterion-opening-sales-met = 起始年应税销售{ $observed }，达到{ $threshold }。
criterion-opening-sales-not-met = 起始年应税销售{ $observed }，不足{ $threshold }。

criterion-rd-share = 近两年研发投入占销售比例
criterion-rd-share-met = 近两年研发投入占比{ $observed }，达到{ $threshold }。
criterion-rd-share-not-met = 近两年研发投入占比{ $observed }，不足{ $threshold }。

review-type-not-stated = 未填申报类型，由人工确定。
review-amount-not-published = 所见公布文本缺少奖励数额，由人工按当年下达文件确定。

basis-note = 条件取自南通市公布文本的转载，奖励数额缺失，依据见各参数说明。
