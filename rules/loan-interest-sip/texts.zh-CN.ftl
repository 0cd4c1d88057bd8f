# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-within-three-years = 贴息不超过三年
criterion-within-three-years-met = 本次为第{ $observed }年贴息，不超过{ $threshold }年。
criterion-within-three-years-not-met = 本次为第{ $observed }年贴息，已超过{ $threshold }年，不再贴息。

criterion-technology-enterprise = 属于科技企业
criterion-technology-enterprise-met = 企业属于科技企业。
criterion-technology-enterprise-not-met = 企业不属于科技企业；请先取得高新技术企业或科技型中小企业资格再申报。

criterion-interest-at-prime-rate = 有按贷款市场报价利率计算的利息
criterion-interest-at-prime-rate-met = 按贷款市场报价利率计算的利息为{ $observed }。
criterion-interest-at-prime-rate-not-met = 按贷款市场报价利率计算的利息为零，没有可以贴息的利息。

criterion-listed-product = 贷款属于目录内产品
criterion-listed-product-met = 贷款属于目录内的科技金融产品。
criterion-listed-product-not-met = 企业规模超过前两档，只有目录内科技金融产品的贷款才能贴息。

criterion-uplift-paid = 利率有上浮
criterion-uplift-paid-met = 利率上浮部分的利息为{ $observed }。
criterion-uplift-paid-not-met = 贷款利率没有上浮，第三档只补贴上浮部分。

amount-interest-share = 按贷款市场报价利率利息的贴息
amount-uplift = 利率上浮部分贴息
output-tier = 贴息档次
review-size-not-stated = 净资产或销售收入未填，无法确定档次，由人工确定。

basis-note = 数字取自苏州工业园区公开细则，依据见各参数说明。
